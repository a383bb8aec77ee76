"""关于: version, where the data is, and the licences of what the program is built from."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gongkai_desktop import __version__, paths
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, quiet_label, size_dialog, title_label
from gongkai_desktop.ui.dialogs.listing import text_table

LICENCES = (
    ("Qt 6、PySide6", "界面", "LGPL-3.0"),
    ("SQLite", "台账文件", "公有领域"),
    ("SQLAlchemy、Alembic", "台账读写与升级", "MIT"),
    ("openpyxl、python-docx、python-calamine", "Office 文件", "MIT"),
    ("lxml", "网页与文档解析", "BSD-3-Clause"),
    ("ReportLab", "公文排版", "BSD-3-Clause"),
    ("chinesecalendar", "节假日安排", "MIT"),
    ("RapidFuzz、pypinyin", "名称与文字处理", "MIT"),
    ("click、platformdirs", "命令与目录", "BSD-3-Clause、MIT"),
    ("随附中文字体", "界面与公文", "见 resources/fonts"),
)


class AboutDialog(QDialog):
    """Nothing to decide here; Esc and Enter close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"关于{paths.APP_NAME}")
        size_dialog(self, 640, 560)
        picture = QLabel()
        picture.setPixmap(icons.icon("app", theme.BLUE).pixmap(theme.px(48), theme.px(48)))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(title_label(paths.APP_NAME))
        words.addWidget(quiet_label(f"版本 {__version__}　县级政务公开任务的导入、台账、督办"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        head.addWidget(picture)
        head.addLayout(words, 1)
        folder = quiet_label(f"全部数据保存在本机：{paths.user_data()}")
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = main_button("关闭")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(plain_button("打开日志文件夹", self._open_logs))
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(12))
        layout.addLayout(head)
        layout.addWidget(folder)
        layout.addWidget(quiet_label("本程序使用了下列开放源代码软件，谨致谢意："))
        layout.addWidget(text_table(("软件", "用途", "许可"), LICENCES), 1)
        layout.addLayout(foot)
        close.setFocus()

    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.user_logs())))
