/** Event time cut into panes, per stream: clocks, lateness, merging of small panes. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.pane;
