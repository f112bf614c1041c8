"""施工现场：人员、工资、试验、影像、材料、履约。On site: people, wages, laboratory, pictures, material, performance."""
