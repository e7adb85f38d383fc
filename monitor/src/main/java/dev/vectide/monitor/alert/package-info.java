/** How evidence adds up over panes, and how an incident opens, updates and resolves. */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.alert;
