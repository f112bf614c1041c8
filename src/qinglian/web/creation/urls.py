"""Addresses of creation. 创建的网址。"""

app_name = "creation"
urlpatterns: list[object] = []
