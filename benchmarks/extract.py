"""Speed of extraction beside `jieba.lcut` on the same text."""
