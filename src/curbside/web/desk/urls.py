"""Addresses of the desk."""

from django.urls import path

from curbside.web.desk.views import blocks, case, draft, editor, hours, more_info, photos, queue

urlpatterns = [
    path("", queue.queue_list, name="desk"),
    path("q/<slug:ref>/", case.case, name="desk-case"),
    path("q/<slug:ref>/claim/", case.claim, name="desk-claim"),
    path("q/<slug:ref>/take-over/", case.take_over, name="desk-take-over"),
    path("q/<slug:ref>/reading/", case.reading, name="desk-reading"),
    path("q/<slug:ref>/ask-back/", case.ask_back, name="desk-ask-back"),
    path("q/<slug:ref>/ask-back/withdraw/", case.take_back_ask, name="desk-ask-back-withdraw"),
    path("q/<slug:ref>/snooze/", case.snooze, name="desk-snooze"),
    path("q/<slug:ref>/note/", case.note, name="desk-note"),
    path("q/<slug:ref>/start-from/<slug:other>/", editor.start_from, name="desk-start-from"),
    path("q/<slug:ref>/block/<int:version_id>/", editor.use_block, name="desk-use-block"),
    path("q/<slug:ref>/draft/take/", draft.take_draft, name="desk-draft-take"),
    path("q/<slug:ref>/draft/refuse/", draft.refuse_draft, name="desk-draft-refuse"),
    path("q/<slug:ref>/version/<int:version>/", editor.earlier_version, name="desk-version"),
    path("q/<slug:ref>/release/", case.release, name="desk-release"),
    path("q/<slug:ref>/hand-over/", case.hand_over, name="desk-hand-over"),
    path("q/<slug:ref>/decline/", case.decline, name="desk-decline"),
    path("q/<slug:ref>/original/", case.original, name="desk-original"),
    path("q/<slug:ref>/reply/", editor.reply, name="desk-reply"),
    path("q/<slug:ref>/correct/", case.correct, name="desk-correct"),
    path("bulk/", queue.bulk, name="desk-bulk"),
    path("notices/", queue.notices_seen, name="desk-notices-seen"),
    path("hours/", hours.hours, name="desk-hours"),
    path("photos/<str:key>/", photos.photo, name="desk-photo"),
    path("blocks/", blocks.block_list, name="desk-blocks"),
    path("blocks/new/", blocks.new_block, name="desk-block-new"),
    path("blocks/<slug:shortcut>/", blocks.block, name="desk-block"),
    path("blocks/<slug:shortcut>/change/", blocks.change_block, name="desk-block-change"),
    path("blocks/<slug:shortcut>/review/", blocks.review_block, name="desk-block-review"),
    path("blocks/<slug:shortcut>/retire/", blocks.retire_block, name="desk-block-retire"),
    path("more-info/", more_info.waiting, name="desk-more-info"),
    path("more-info/<slug:ref>/", more_info.rebuilt, name="desk-more-info-rebuilt"),
    path("recalls/<int:pk>/", blocks.recall, name="desk-recall"),
    path("<slug:name>/", queue.queue_list, name="desk-queue"),
]
