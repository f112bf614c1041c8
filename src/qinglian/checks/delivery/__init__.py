"""合同签订以后：变更、交付、分包。What happens once a contract is signed."""
