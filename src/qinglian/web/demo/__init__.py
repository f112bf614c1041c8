"""A fictional county in full swing, for looking around and for tests in a browser. 演示县：虚构的单位、人员与数据。"""
