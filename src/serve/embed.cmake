# cmake -DFOLDER=… -DOUTPUT=… -P embed.cmake
# Writes client_file() with the text of every file in FOLDER.
file(GLOB FILES ${FOLDER}/*)
set(CODE "// Made by embed.cmake.\n#include \"serve/client_files.hpp\"\n\nnamespace gongkai::serve {\n\nstd::string_view client_file(std::string_view name)\n{\n")
foreach(FILE IN LISTS FILES)
  get_filename_component(NAME ${FILE} NAME)
  file(READ ${FILE} TEXT)
  string(APPEND CODE "    if (name == \"${NAME}\")\n        return R\"embedded(${TEXT})embedded\";\n")
endforeach()
string(APPEND CODE "    return {};\n}\n\n}  // namespace gongkai::serve\n")
file(WRITE ${OUTPUT} "${CODE}")
