# Debian packages of this project, and how they are installed. Sourced by run and test.

BUILD_PACKAGES=(
  g++ cmake ninja-build pkg-config
  libyaml-cpp-dev libcmark-gfm-dev libcmark-gfm-extensions-dev nlohmann-json3-dev
  libfmt-dev libcli11-dev libxlsxwriter-dev libxxhash-dev libssl-dev libmimalloc-dev libcpp-httplib-dev libarchive-dev zlib1g-dev
)
TEST_PACKAGES=(
  catch2 python3 python3-jinja2 chromium fonts-noto-cjk nodejs npm default-jre-headless unzip git
)

# Installs those packages that are not there yet; says nothing when all are.
install_packages() {
  local missing=() package
  for package in "$@"; do
    case "$package" in
      nodejs|npm) command -v "${package%js}" > /dev/null 2>&1 && continue ;;
      default-jre-headless) command -v java > /dev/null 2>&1 && continue ;;
    esac
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  echo "installing: ${missing[*]}" >&2
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
}
