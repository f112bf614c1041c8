from tests.web.addressing import World
from tests.web.addresses.documents import paper, batch, master
from tests.web.texts import LATIN, shown, OTHER
from django.urls import reverse
def test_x():
    w=World.begin(); b=w.browser("programme_office")
    for url in [reverse("documents:document",kwargs=paper(w,"own")),reverse("documents:masters"),reverse("documents:master",kwargs=master(w,"own")),reverse("documents:batch",kwargs=batch(w,"own")),reverse("documents:kinds"),reverse("documents:sheets")]:
        t=b.get(url).content.decode()
        print(url,[x for x in shown(t) if LATIN.search(x)])
        if "zh-hans" in str([x for x in shown(t)]):
            i=OTHER.sub("",t).index("zh-hans"); 
            u=OTHER.sub("",t)
            print([u[m-80:m+60] for m in range(len(u)) if u.startswith("zh-hans",m)])
