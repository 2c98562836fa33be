/** Requests to a servlet container as events. */
@NullMarked
package dev.eventlogger.servlet;

import org.jspecify.annotations.NullMarked;
