"""Addresses of duties: programmes and lists, difficulties. 网址。"""

from qinglian.web.duties.addresses import difficulties, lists

app_name = "duties"
urlpatterns = [*lists.urlpatterns, *difficulties.urlpatterns]
