"""The asynchronous client, which sends participants/4:%2B1… and signs 4%3A%2B1… in some versions (SDK 1.0.0, 1.6.0)."""

import asyncio

from azure.communication.callautomation.aio import CallAutomationClient

from application import ANSWERS, ECHOES, Application, raw_id, raw_ids


class Asynchronous(Application):
    def test_the_asynchronous_client_steers_a_call(self):
        call = self.phone_talks(ANSWERS)

        async def steer():
            ready = self.around.ready
            client = CallAutomationClient.from_connection_string(
                ready["connectionString"], connection_verify=ready["caCertificate"])
            async with client:
                connection = client.get_call_connection(call.properties.call_connection_id)
                args, options = self.invitation(ECHOES)
                await connection.add_participant(*args, **options)
                await asyncio.to_thread(self.event, call, "AddParticipantSucceeded")
                one = await connection.get_participant(ANSWERS)
                listed = [each async for each in connection.list_participants()]
                await connection.remove_participant(ECHOES)
                await asyncio.to_thread(self.event, call, "RemoveParticipantSucceeded")
                await connection.hang_up(True)
            return one, listed

        one, listed = asyncio.run(steer())

        self.ended(call, 200, 7000)
        self.assertEqual(raw_id(one.identifier), raw_id(ANSWERS))
        self.assertEqual(raw_ids(listed), {raw_id(self.alice), raw_id(ANSWERS), raw_id(ECHOES)})
