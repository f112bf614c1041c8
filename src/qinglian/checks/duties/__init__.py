"""Who does what: segregation of duties. 谁办什么：职责分离。"""
