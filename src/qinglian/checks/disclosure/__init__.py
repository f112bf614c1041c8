"""What is published, for how long, and what must not be in it. 公开什么、公开多久、什么不该公开。"""
