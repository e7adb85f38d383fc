/** The system as a process of its own: started, stopped, refused and killed. */
@NullMarked
package dev.vectide.local.process;

import org.jspecify.annotations.NullMarked;
