#!/usr/bin/env bash
# Install the system parts that the tests need and pip and npm cannot bring: a browser, a Chinese
# font, Node. Does nothing when all are there. Installs with apt as root or through `sudo -n`;
# elsewhere it names what is missing and stops with exit 2, so that no test is skipped in silence.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list ':lang=zh-cn' 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if command -v node >/dev/null && (($(node -p 'parseInt(process.versions.node)') < 18)); then
  echo "需要 Node.js 18 或更高版本，本机是 $(node --version)，请先升级。" >&2
  exit 2
fi
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
  as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
  echo "测试还需要下列系统软件，请先安装（括号内是 Debian 的软件包名）：" >&2
  echo "浏览器 Chromium（chromium）、中文字体（fonts-noto-cjk）、Node.js 18 以上（nodejs、npm）" >&2
  echo "本机缺少：${missing[*]}" >&2
  exit 2
fi

echo "用 apt 安装系统软件：${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get -qq update
"${as_root[@]}" apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends "${missing[@]}" >/dev/null
