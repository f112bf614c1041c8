"""利益冲突：经手的人与投标的人。Conflicts of interest: those in charge and those who bid."""
