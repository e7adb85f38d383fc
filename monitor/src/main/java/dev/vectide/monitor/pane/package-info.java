/**
 * Event time cut into panes, per stream: clocks, lateness, merging of small panes. {@link
 * dev.vectide.monitor.pane.PartialPanes} gathers a part of a stream's panes, {@link dev.vectide.monitor.pane.PaneTrack}
 * joins the parts and closes panes.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.pane;
