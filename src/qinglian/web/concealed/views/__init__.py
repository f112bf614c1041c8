"""Pages of concealed work. 隐蔽工程页面。"""
