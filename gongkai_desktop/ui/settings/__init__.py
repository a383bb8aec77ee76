"""The parts of the 设置 page; each is saved with its own [保存]."""
