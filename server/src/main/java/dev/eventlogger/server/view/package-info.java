/**
 * Questions in the language of Gramex's FormHandler, which its log was viewed with: {@code
 * uid=ada&created_at>=2026-03-01&_sort=-created_at}. Knows no HTTP server.
 *
 * <p>Gramex drops what it does not know from a question, and so answers with more than was asked
 * for; here that is refused by name.
 */
@NullMarked
package dev.eventlogger.server.view;

import org.jspecify.annotations.NullMarked;
