from django.db import migrations


class Migration(migrations.Migration):
    """The outbox becomes the notices app's: the table keeps its rows under its new name."""

    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("outboxmessage", "notices_outboxmessage")],
            state_operations=[migrations.DeleteModel("OutboxMessage")],
        ),
    ]
