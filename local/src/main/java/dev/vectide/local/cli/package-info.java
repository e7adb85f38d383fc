/**
 * The {@code vectide} command line. {@link dev.vectide.local.cli.Vectide} is the entry and says what an error looks like;
 * every command is a class of its own. Commands that ask a running system go through {@code Api}, and so through the same
 * doors as everybody else.
 */
@NullMarked
package dev.vectide.local.cli;

import org.jspecify.annotations.NullMarked;
