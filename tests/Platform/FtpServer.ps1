<#
Dot-sourced by a spec's BeforeAll, after NameServer.ps1: starts Pure-FTPd (Debian's package pure-ftpd) on loopback, as a part of a platform for
tests. It has no users: every login fails.
#>

. (Join-Path $PSScriptRoot Certificate.ps1)
. (Join-Path $PSScriptRoot Listening.ps1)

# Whether Pure-FTPd can be started. A spec without it is skipped, with the reason in $NoFtpServer.
$NoFtpServer = 'Pure-FTPd is not installed, or this user is not root (Debian''s package pure-ftpd), so nothing here is compared with a real FTP server'
$IsFtpServerInstalled = -not $IsWindows -and [Environment]::UserName -eq 'root' -and @(Get-Command pure-ftpd -CommandType Application -ErrorAction Ignore).Count -gt 0

function Start-FtpServer {
    param(
        [string] $Address = '127.0.1.11',
        [int] $Port = 21,
        [string] $HostName = 'ftp.nodepoint.eu',
        $Authority
    )

    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-ftp-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    $server = [pscustomobject]@{
        Address     = Use-LoopbackAddress $Address
        Port        = $Port
        Folder      = $folder
        HostName    = $HostName
        Authority   = $Authority
        Certificate = New-ServerCertificate $folder $HostName -Authority $Authority
        Process     = $null
    }
    Open-FtpServer $server
    $server
}

# Starts the process of a server, also after Stop-FtpServer -Keep. -WithoutTls offers no encryption.
function Open-FtpServer($Server, [switch] $WithoutTls) {
    $users = Join-Path $Server.Folder users.pdb
    $null = New-Item $users -ItemType File -Force
    $arguments = '-E', '-H', '-S', "$($Server.Address),$($Server.Port)", '-l', "puredb:$users", '-g', (Join-Path $Server.Folder pid), '-f', 'none', '-Y', ($WithoutTls ? '0' : '1'), '-2', (Join-Path $Server.Folder both.pem)
    $Server.Process = Start-ListeningProcess pure-ftpd -Argument $arguments -Folder $Server.Folder -Address $Server.Address -Port $Server.Port
}

# Starts the server again: with another certificate, or without encryption.
function Reset-FtpServer($Server, [string] $CertificateName, [int] $Days = 90, [switch] $WithoutTls) {
    Stop-FtpServer $Server -Keep
    $Server.Certificate = New-ServerCertificate $Server.Folder ($CertificateName ? $CertificateName : $Server.HostName) $Days -Authority $Server.Authority
    Open-FtpServer $Server -WithoutTls:$WithoutTls
}

function Stop-FtpServer($Server, [switch] $Keep) {
    if (-not $Server) { return }
    Stop-ListeningProcess $Server.Process
    if (-not $Keep) { Remove-Item $Server.Folder -Recurse -Force }
}
