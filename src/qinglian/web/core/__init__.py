"""What every app of the site stands on: settings, addresses, the frame of a page. 网站的公共部分。"""
