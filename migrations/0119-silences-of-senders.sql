-- A source whose key may silence asks for its own windows.
create index maintenance_windows_source on evenkeel.maintenance_windows ((created_by->>'sourceId'), id)
  where created_by ? 'sourceId';
