"""Papers as drafts: Word and PDF, three people, signed sheets. 文书：代拟、核稿、签发。"""
