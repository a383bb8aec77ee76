"""The review of an import (导入核对): the file as it looks beside what was recognised in it."""
