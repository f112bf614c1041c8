"""Whether bids that should compete came from one hand. 该竞争的投标是否出自一手。"""
