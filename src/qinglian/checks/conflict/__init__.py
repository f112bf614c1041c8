"""Who is tied to whom. 谁与谁有利害关系。"""
