"""Make each page and carry its wishes to whoever grants them. A page is imported when it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gesture_app.pipeline.engine import Engine
from gesture_app.ui.wiring.choices import Choices

if TYPE_CHECKING:
    from gesture_app.ui.actions.connection import ActionsConnection
    from gesture_app.ui.actions.page import ActionsPage
    from gesture_app.ui.pages.inside import InsidePage
    from gesture_app.ui.pages.live import LivePage
    from gesture_app.ui.pages.record import RecordPage
    from gesture_app.ui.pages.settings import SettingsPage
    from gesture_app.ui.pages.train import TrainPage
    from gesture_app.ui.practice.connection import PracticeConnection
    from gesture_app.ui.practice.page import PracticePage
    from gesture_app.ui.stage import Stage
    from gesture_app.ui.wiring.pages import Pages


def live(engine: Engine, choices: Choices, pages: Pages) -> LivePage:
    from gesture_app.ui.pages.live import LivePage

    page = LivePage()
    _connect_stage(page.stage, engine, pages)
    page.stage.note_action.connect(pages.go_to_settings)
    page.source_chosen.connect(choices.choose_source)
    page.model_chosen.connect(choices.choose_model)
    page.mirror_chosen.connect(choices.choose_mirror)
    page.record_wanted.connect(pages.go_to_record)
    page.train_wanted.connect(pages.go_to_train)
    return page


def record(engine: Engine, choices: Choices, pages: Pages) -> RecordPage:
    from gesture_app.ui.pages.record import RecordPage

    page, library = RecordPage(), engine.library
    _connect_stage(page.stage, engine, pages)
    page.source_chosen.connect(choices.choose_source)
    page.came_into_view.connect(engine.get_ready_to_record)
    page.recording_wanted.connect(engine.start_recording)
    page.request.connect(engine.recording_request)
    page.load_wanted.connect(library.load_take)
    page.trim_wanted.connect(library.trim_take)
    page.delete_take_wanted.connect(library.delete_take)
    page.settings_changed.connect(choices.change_settings)
    page.gestures.create_wanted.connect(library.create_gesture)
    page.gestures.rename_wanted.connect(library.rename_gesture)
    page.gestures.merge_wanted.connect(library.merge_gestures)
    page.gestures.delete_wanted.connect(library.delete_gesture)
    page.gestures.bin_wanted.connect(pages.bin_wanted)
    return page


def train(engine: Engine, choices: Choices, pages: Pages) -> TrainPage:
    from gesture_app.ui.pages.train import TrainPage

    page = TrainPage()
    page.train_requested.connect(engine.train)
    page.cancel_requested.connect(engine.models.cancel_training)
    page.record_wanted.connect(pages.go_to_record)
    page.model_chosen.connect(choices.choose_model)
    page.own_model_wanted.connect(choices.make_own_model)
    page.either_hand_changed.connect(choices.choose_either_hand)
    page.choice_changed.connect(pages.training_choice_changed)
    page.mistake_clicked.connect(pages.look_at_mistake)
    page.takes_wanted.connect(pages.look_at_takes)
    page.drop_wanted.connect(engine.library.delete_take)
    page.inside_wanted.connect(pages.go_inside)
    return page


def inside(engine: Engine, pages: Pages) -> InsidePage:
    from gesture_app.ui.pages.inside import InsidePage

    page = InsidePage()
    page.back_wanted.connect(pages.go_to_train)
    page.record_wanted.connect(pages.go_to_record)
    page.look_wanted.connect(engine.inside.look)
    page.compare_wanted.connect(engine.compare)
    page.cancel_wanted.connect(engine.inside.cancel_comparison)
    return page


def practice(engine: Engine, connection: PracticeConnection, pages: Pages) -> PracticePage:
    from gesture_app.ui.practice.page import PracticePage

    page = PracticePage()
    _connect_stage(page.stage, engine, pages)
    connection.connect_page(page)
    return page


def acting(engine: Engine, connection: ActionsConnection, pages: Pages) -> ActionsPage:
    from gesture_app.ui.actions.page import ActionsPage

    page = ActionsPage()
    _connect_stage(page.stage, engine, pages)
    connection.connect_page(page)
    page.record_wanted.connect(pages.record_takes_of)
    page.settings_wanted.connect(pages.go_to_settings)
    return page


def settings(engine: Engine, choices: Choices) -> SettingsPage:
    from gesture_app.ui.pages.settings import SettingsPage

    page = SettingsPage()
    page.changed.connect(choices.change_settings)
    page.source_chosen.connect(choices.choose_source)
    page.refresh_cameras.connect(engine.look_for_cameras)
    page.open_requested.connect(choices.open_folder)
    return page


def _connect_stage(stage: Stage, engine: Engine, pages: Pages) -> None:
    stage.source_wanted.connect(pages.go_to_settings)
    stage.again_wanted.connect(engine.watch)
    stage.tracker_wanted.connect(engine.get_tracker)
