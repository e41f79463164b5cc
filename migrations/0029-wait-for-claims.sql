-- breaking: no
-- Whoever takes a person or a contact method out of use waits for the claims of messages to them that are about to be
-- committed: once the change is answered, every later claim has seen it (docs/mechanisms/deliver.md).
-- The caller holds the row of the person or the method `for update`, so that no message to them is being planned.
create function evenkeel.wait_for_claims(of_person bigint, of_method bigint) returns void language plpgsql as $$
begin
  perform from evenkeel.notifications n
    where n.state in ('pending', 'sending') and (n.person_id = of_person or n.contact_method_id = of_method)
    order by n.id for update;
end $$;
