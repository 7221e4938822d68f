"""A window with nothing in it, as large as ours. Run by itself."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Empty(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, application, application.quit)


application = QApplication(sys.argv)
window = Empty()
window.resize(1360, 860)
window.show()
application.exec()
