# Writes OUTPUT with the commit of ROOT, where it is a git checkout; touches the file only where that has changed. cmake -DROOT= -DOUTPUT= -P Commit.cmake
execute_process(COMMAND git -C ${ROOT} describe --always --dirty --abbrev=12 --exclude=* OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#define MFCC_COMMIT \"${commit}\"\n")
