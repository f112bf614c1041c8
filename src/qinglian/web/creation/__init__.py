"""Creation of integrity units: standard, application, naming, withdrawal; brands, model sites. 清廉单元创建。"""
