"""
Likeness of texts and of pictures: who copied, whoever it was from. 雷同。

Pure functions over texts and files: no database, no site, no network. What is found are pairs that deserve a look,
never findings.
"""
