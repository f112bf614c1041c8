"""Addresses of papers. 文书的网址。"""

from django.urls import path

from qinglian.web.documents.views import batches, documents, editing, masters, printing, sheets

app_name = "documents"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("new/", documents.kinds_page, name="kinds"),
    path("new/<str:code>/<str:name>/", documents.new, name="new"),
    path("period/<str:code>/", documents.period, name="period"),
    path("sheets/", sheets.sheets, name="sheets"),
    path("sheets/upload/", sheets.upload, name="sheets_upload"),
    path("sheets/<str:public_id>/", sheets.sheet, name="sheet"),
    path("sheets/<str:public_id>/match/", sheets.match, name="sheet_match"),
    path("sheets/<str:public_id>/discard/", sheets.discard, name="sheet_discard"),
    path("masters/", masters.masters, name="masters"),
    path("masters/general/", masters.general, name="master_general"),
    path("masters/propose/", masters.propose, name="master_propose"),
    path("masters/back/", masters.back, name="master_back"),
    path("masters/<str:public_id>/", masters.master, name="master"),
    path("masters/<str:public_id>/file/", masters.file, name="master_file"),
    path("masters/<str:public_id>/decide/", masters.decide, name="master_decide"),
    path("batches/", batches.batches, name="batches"),
    path("batches/new/<str:code>/", batches.new, name="batch_new"),
    path("batches/<str:public_id>/", batches.batch, name="batch"),
    path("batches/<str:public_id>/state/", batches.state, name="batch_state"),
    path("batches/<str:public_id>/again/", batches.again, name="batch_again"),
    path("batches/<str:public_id>/<str:kind>/", batches.file, name="batch_file"),
    path("<str:public_id>/", documents.document, name="document"),
    path("<str:public_id>/word/", printing.word_file, name="word"),
    path("<str:public_id>/pdf/", printing.pdf_file, name="pdf"),
    path("<str:public_id>/edit/", editing.edit, name="edit"),
    path("<str:public_id>/versions/<int:number>/", editing.version, name="version"),
    path("<str:public_id>/versions/<int:number>/restore/", editing.restore, name="restore"),
    path("<str:public_id>/<str:verb>/", documents.act, name="act"),
]
