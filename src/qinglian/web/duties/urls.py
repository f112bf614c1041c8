"""Addresses of duties: programmes and lists, what was sent down, difficulties. 网址。"""

from qinglian.web.duties.addresses import difficulties, lists, sending

app_name = "duties"
urlpatterns = [*lists.urlpatterns, *sending.urlpatterns, *difficulties.urlpatterns]
