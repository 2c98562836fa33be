/**
 * Questions in the language of Gramex's FormHandler, in which Gramex's log was viewed: {@code
 * uid=ada&created_at>=2026-03-01&_sort=-created_at}. Knows no HTTP server.
 *
 * <p>Gramex ignores what it does not know in a question, and so answers with more than was asked
 * for; here the unknown parameter is refused by name.
 */
@NullMarked
package dev.eventlogger.server.view;

import org.jspecify.annotations.NullMarked;
