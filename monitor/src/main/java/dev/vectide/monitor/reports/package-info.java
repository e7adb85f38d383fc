/** What the monitors said lately, as readers ask for it. */
@NullMarked
package dev.vectide.monitor.reports;

import org.jspecify.annotations.NullMarked;
