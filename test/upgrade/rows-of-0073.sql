-- What 0073 added.

update evenkeel.teams set working_hours = '{"timeZone": "Europe/Berlin", "weekdays": [1, 2, 3, 4], "from": "09:00", "to": "17:00",
  "also": [{"weekdays": [5], "from": "09:00", "to": "14:00"}]}';
