"""What bids that should compete, and bidders, have to do with each other. 该竞争的投标之间、投标人之间有何关联。"""
