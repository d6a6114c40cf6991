<#
Dot-sourced by a spec's BeforeAll, after NameServer.ps1: starts Dovecot (Debian's packages dovecot-imapd and dovecot-pop3d) on loopback, as a
part of a platform for tests. Its configuration, sockets, and log are in a folder of its own below the temporary folder; /etc/dovecot is not
used. It has no mailboxes: every login fails.
#>

. (Join-Path $PSScriptRoot Certificate.ps1)
. (Join-Path $PSScriptRoot Listening.ps1)

# Whether Dovecot can be started. A spec without it is skipped, with the reason in $NoMailboxServer.
$NoMailboxServer = 'Dovecot is not installed, or this user is not root (Debian''s packages dovecot-imapd and dovecot-pop3d), so nothing here is compared with a real IMAP server'
$IsMailboxServerInstalled = -not $IsWindows -and [Environment]::UserName -eq 'root' -and @(Get-Command dovecot -CommandType Application -ErrorAction Ignore).Count -gt 0 -and (Test-Path /usr/lib/dovecot/imap-login) -and (Test-Path /usr/lib/dovecot/pop3-login)

function Start-MailboxServer {
    param(
        [string] $Address = '127.0.1.12',
        [int] $Imap = 143,
        [int] $Imaps = 993,
        [int] $Pop3 = 110,
        [int] $Pop3s = 995,
        [string] $HostName = 'mail.nodepoint.eu',
        $Authority
    )

    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-dovecot-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    & chmod 755 $folder
    $server = [pscustomobject]@{
        Address     = Use-LoopbackAddress $Address
        Ports       = $Imap, $Imaps, $Pop3, $Pop3s
        Folder      = $folder
        HostName    = $HostName
        Authority   = $Authority
        Certificate = New-ServerCertificate $folder $HostName -Authority $Authority
        Process     = $null
    }
    Open-MailboxServer $server
    $server
}

# Starts the processes of a server, also after Stop-MailboxServer -Keep.
function Open-MailboxServer($Server) {
    $folder = $Server.Folder
    @"
base_dir = $folder/run
state_dir = $folder/state
log_path = $folder/dovecot.log
instance_name = $(Split-Path $folder -Leaf)
protocols = imap pop3
listen = $($Server.Address)
ssl = yes
ssl_cert = <$folder/certificate.pem
ssl_key = <$folder/key.pem
ssl_dh =
auth_mechanisms = plain
passdb {
  driver = static
  args = nologin=yes password=
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=$folder/home
}
service imap-login {
  process_min_avail = 0
  inet_listener imap {
    port = $($Server.Ports[0])
  }
  inet_listener imaps {
    port = $($Server.Ports[1])
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    port = $($Server.Ports[2])
  }
  inet_listener pop3s {
    port = $($Server.Ports[3])
    ssl = yes
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
"@ | Set-Content (Join-Path $folder dovecot.conf)
    $Server.Process = Start-ListeningProcess dovecot -Argument '-F', '-c', (Join-Path $folder dovecot.conf) -Folder $folder -Address $Server.Address -Port $Server.Ports
}

# Starts the server again with another certificate.
function Reset-MailboxServer($Server, [string] $CertificateName, [int] $Days = 90) {
    Stop-MailboxServer $Server -Keep
    $Server.Certificate = New-ServerCertificate $Server.Folder ($CertificateName ? $CertificateName : $Server.HostName) $Days -Authority $Server.Authority
    Open-MailboxServer $Server
}

function Stop-MailboxServer($Server, [switch] $Keep) {
    if (-not $Server) { return }
    Stop-ListeningProcess $Server.Process
    if (-not $Keep) { Remove-Item $Server.Folder -Recurse -Force }
}
