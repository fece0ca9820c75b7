package dev.headgate.server.admission;

import dev.headgate.core.settlement.Settler;

/** What all passages of a gateway share. */
record PassageParts(Settler settler, CallIds ids, CountingKit kit) {}
