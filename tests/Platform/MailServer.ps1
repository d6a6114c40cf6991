<#
Dot-sourced by a spec's BeforeAll, after NameServer.ps1: starts Postfix (Debian's package postfix) on loopback, as a part of a platform for
tests. Each server has configuration, queue, and log in a folder of its own below the temporary folder; /etc/postfix is not used. It receives
no mail: a recipient of any domain is refused, unless -Setting says otherwise.
#>

. (Join-Path $PSScriptRoot Certificate.ps1)

# The longest wait for a server, in milliseconds.
$MailServerTimeout = 60000

# Whether Postfix can be started. A spec without it is skipped, with the reason in $NoMailServer.
$NoMailServer = 'Postfix is not installed, or this user is not root (Debian''s package postfix, whose master process only root can start), so nothing here is compared with a real mail server'
$IsMailServerInstalled = -not $IsWindows -and [Environment]::UserName -eq 'root' -and @(Get-Command postfix -CommandType Application -ErrorAction Ignore).Count -gt 0

# Starts a server. -Setting has lines of main.cf, which take precedence over the usual ones.
function Start-MailServer {
    param(
        [string] $Address = '127.0.1.12',
        [int] $Port,
        [string] $HostName = 'mail.nodepoint.eu',
        [hashtable] $Setting = @{},
        # The ports for mail programs; none without them.
        [int] $Submission,
        [int] $Submissions,
        # Signs the certificate; without one, it signs itself.
        $Authority
    )

    $Address = Use-LoopbackAddress $Address
    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-postfix-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    $null = New-Item (Join-Path $folder spool), (Join-Path $folder data) -ItemType Directory
    & chmod 755 $folder
    & chown postfix (Join-Path $folder data)
    $server = [pscustomobject]@{
        Address     = $Address
        Port        = $Port ? $Port : (Find-FreePort $Address)
        Folder      = $folder
        HostName    = $HostName
        Setting     = $Setting
        Submission  = $Submission
        Submissions = $Submissions
        # Other addresses and ports that SMTP answers on, such as 127.0.1.11:25.
        Others      = @()
        Authority   = $Authority
        Certificate = New-ServerCertificate $folder $HostName -Authority $Authority
    }
    Open-MailServer $server
    $server
}

# Starts the processes of a server, also after Stop-MailServer -Keep.
function Open-MailServer($Server) {
    Write-MailServerConfiguration $Server
    Invoke-MailServerControl $Server start
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        $client = [Net.Sockets.TcpClient]::new()
        try {
            $client.Connect($Server.Address, $Server.Port)
            return
        }
        catch [Net.Sockets.SocketException] {
            if ($clock.ElapsedMilliseconds -gt $MailServerTimeout) { throw "Postfix on $($Server.Address):$($Server.Port) did not start in time:`n$(Get-Content (Join-Path $Server.Folder log) -Raw -ErrorAction Ignore)" }
        }
        finally { $client.Dispose() }
    }
}

# Starts the server again with other settings, and another certificate if -HostName or -Days say so.
function Reset-MailServer($Server, [hashtable] $Setting = @{}, [string] $CertificateName, [int] $Days = 90) {
    Stop-MailServer $Server -Keep
    $Server.Setting = $Setting
    $Server.Certificate = New-ServerCertificate $Server.Folder ($CertificateName ? $CertificateName : $Server.HostName) $Days -Authority $Server.Authority
    Open-MailServer $Server
}

function Stop-MailServer($Server, [switch] $Keep) {
    if (-not $Server) { return }
    if (Test-Path (Join-Path $Server.Folder spool/pid/master.pid)) {
        # Nothing is in its queue, so that its processes need no time to end; the command waits for them.
        & postfix -c $Server.Folder abort *> $null
    }
    if (-not $Keep) { Remove-Item $Server.Folder -Recurse -Force }
}

function Invoke-MailServerControl($Server, [string] $Command) {
    $said = & postfix -c $Server.Folder $Command 2>&1
    if ($LASTEXITCODE) { throw "postfix $Command of $($Server.Address):$($Server.Port): $said`n$(Get-Content (Join-Path $Server.Folder log) -Raw -ErrorAction Ignore)" }
}

function Write-MailServerConfiguration($Server) {
    $settings = [ordered]@{
        compatibility_level        = '3.6'
        queue_directory            = Join-Path $Server.Folder spool
        data_directory             = Join-Path $Server.Folder data
        maillog_file               = Join-Path $Server.Folder log
        maillog_file_prefixes      = $Server.Folder
        myhostname                 = $Server.HostName
        inet_interfaces            = $Server.Address
        inet_protocols             = 'ipv4'
        mydestination              = ''
        # Not this computer, so that it is a stranger.
        mynetworks                 = '192.0.2.0/24'
        alias_maps                 = ''
        smtpd_banner               = '$myhostname ESMTP'
        smtpd_relay_restrictions   = 'permit_mynetworks, reject_unauth_destination'
        smtpd_tls_security_level   = 'may'
        smtpd_tls_cert_file        = Join-Path $Server.Folder certificate.pem
        smtpd_tls_key_file         = Join-Path $Server.Folder key.pem
        smtpd_peername_lookup      = 'no'
    }
    foreach ($one in $Server.Setting.GetEnumerator()) { $settings[$one.Key] = $one.Value }
    $settings.GetEnumerator() | ForEach-Object { "$($_.Key) = $($_.Value)" } | Set-Content (Join-Path $Server.Folder main.cf)
    $listeners = @("$($Server.Address):$($Server.Port) inet n - n - - smtpd") + @($Server.Others | ForEach-Object { "$_ inet n - n - - smtpd" })
    if ($Server.Submission) { $listeners += "$($Server.Address):$($Server.Submission) inet n - n - - smtpd -o smtpd_tls_security_level=encrypt" }
    if ($Server.Submissions) { $listeners += "$($Server.Address):$($Server.Submissions) inet n - n - - smtpd -o smtpd_tls_wrappermode=yes" }
    @"
$($listeners -join "`n")
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"@ | Set-Content (Join-Path $Server.Folder master.cf)
}
