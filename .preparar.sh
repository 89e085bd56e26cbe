# Deja listo .venv con las dependencias del archivo dado; si nada cambió, no hace nada.
# Lo que se descarga se cuenta en la salida de errores: la salida corriente es del programa.

decir() { printf '%s\n' "$*" >&2; }

buscar_python() {
  for candidato in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidato" >/dev/null 2>&1 &&
      "$candidato" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidato"
      return 0
    fi
  done
  decir "Hace falta Python 3.11 o más nuevo. En Debian o Ubuntu: apt install python3 python3-venv"
  return 1
}

# Una descarga que se corta se intenta otra vez.
insistir="-o Acquire::Retries=5"

# instalar_paquete PAQUETE: con apt si se puede; si no, dice qué hacer.
instalar_paquete() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    decir "Instalando $1 con apt…"
    (apt-get $insistir update -q &&
      DEBIAN_FRONTEND=noninteractive apt-get $insistir install -y -q "$1") >&2
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    decir "Instalando $1 con apt…"
    (sudo apt-get $insistir update -q &&
      sudo DEBIAN_FRONTEND=noninteractive apt-get $insistir install -y -q "$1") >&2
  else
    decir "Falta el paquete $1. Instálelo así y vuelva a intentarlo: sudo apt install $1"
    return 1
  fi
}

crear_venv() {
  "$1" -m venv "$2/.venv" >/dev/null 2>&1 && return 0
  rm -rf "$2/.venv"
  instalar_paquete python3-venv
  "$1" -m venv "$2/.venv" >&2
}

# preparar_entorno RAÍZ REQUISITOS
preparar_entorno() {
  marca="$1/.venv/.listo-$2"
  if [ -f "$marca" ] && cmp -s "$1/$2" "$marca"; then
    return 0
  fi
  python=$(buscar_python)
  [ -x "$1/.venv/bin/python" ] || crear_venv "$python" "$1"
  decir "Instalando las dependencias de $2…"
  if command -v uv >/dev/null 2>&1; then
    UV_HTTP_TIMEOUT=120 UV_HTTP_RETRIES=10 uv pip install -q \
      --python "$1/.venv/bin/python" --require-hashes -r "$1/$2" >&2
  else
    "$1/.venv/bin/python" -m pip install -q --disable-pip-version-check \
      --retries 10 --timeout 60 --require-hashes -r "$1/$2" >&2
  fi
  cp "$1/$2" "$marca"
}
