"""Addresses of duties: programmes and lists, what was sent down, reports, difficulties. 网址。"""

from qinglian.web.duties.addresses import difficulties, lists, reports, sending

app_name = "duties"
urlpatterns = [
    *lists.urlpatterns,
    *sending.urlpatterns,
    *reports.urlpatterns,
    *difficulties.urlpatterns,
]
