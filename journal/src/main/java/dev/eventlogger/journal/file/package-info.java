/**
 * Files that are kept for long: who may read them, who alone may write them, and when their names
 * are durable. For everything of ours that writes files; on the JDK alone.
 */
@NullMarked
package dev.eventlogger.journal.file;

import org.jspecify.annotations.NullMarked;
