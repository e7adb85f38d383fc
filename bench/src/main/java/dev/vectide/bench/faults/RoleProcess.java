package dev.vectide.bench.faults;

import java.net.URI;

/** One role as {@code ./vectide} runs it. */
record RoleProcess(String name, ChildProcess process, URI address) {}
