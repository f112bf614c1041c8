"""Order, number and time of the steps of a case: the Declare templates. 次序、次数与期限。"""
