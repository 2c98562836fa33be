/** An application of modules. */
package org.example.modules;
