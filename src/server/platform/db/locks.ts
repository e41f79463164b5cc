/** The numbers of advisory locks, in one list so that no two of them are the same. */
export const locks = {
  migrations: 730_061_501,
  admins: 730_061_502,
  configuration: 730_061_503,
  learnCursor: 730_061_508,
  retention: 730_061_531,
  outgoingCursor: 730_061_554,
  noticeCursor: 730_061_555,
  noticeClock: 730_061_556,
  threadCursor: 730_061_585,
  closeBackCursor: 730_061_623,
  numbering: 730_061_613,
  roles: 730_061_622,
};
