<#
Dot-sourced by a spec's BeforeAll, after NameServer.ps1: starts nginx (Debian's package nginx-light) on loopback, as a part of a platform for
tests: a web server that answers with one line, or a reverse proxy. /etc/nginx is not used.
#>

. (Join-Path $PSScriptRoot Certificate.ps1)
. (Join-Path $PSScriptRoot Listening.ps1)

# Whether nginx is installed. A spec without it is skipped, with the reason in $NoWebServer.
$NoWebServer = 'nginx is not installed (Debian''s package nginx-light), so nothing here is compared with a real web server'
$IsWebServerInstalled = -not $IsWindows -and @(Get-Command nginx -CommandType Application -ErrorAction Ignore).Count -gt 0

function Start-WebServer {
    param(
        [string] $Address = '127.0.1.11',
        [int] $Http = 80,
        [int] $Https = 443,
        [string] $HostName = 'web.nodepoint.eu',
        # The address and port of another web server, which it is the reverse proxy of.
        [string] $Upstream,
        $Authority
    )

    $folder = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-nginx-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
    $server = [pscustomobject]@{
        Address     = Use-LoopbackAddress $Address
        Http        = $Http
        Https       = $Https
        Upstream    = $Upstream
        Folder      = $folder
        HostName    = $HostName
        Authority   = $Authority
        Certificate = New-ServerCertificate $folder $HostName -Authority $Authority
        Process     = $null
    }
    Open-WebServer $server
    $server
}

# Starts the process of a server, also after Stop-WebServer -Keep.
function Open-WebServer($Server) {
    $folder = $Server.Folder
    $body = $Server.Upstream ? "proxy_pass http://$($Server.Upstream); proxy_set_header Host `$host;" : "default_type text/plain; return 200 'It works.';"
    @"
daemon off;
master_process off;
worker_processes 1;
pid $folder/nginx.pid;
error_log $folder/error.log;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path $folder/body;
    proxy_temp_path $folder/proxy;
    fastcgi_temp_path $folder/fastcgi;
    uwsgi_temp_path $folder/uwsgi;
    scgi_temp_path $folder/scgi;
    server {
        listen $($Server.Address):$($Server.Http);
        listen $($Server.Address):$($Server.Https) ssl;
        server_name $($Server.HostName);
        ssl_certificate $folder/certificate.pem;
        ssl_certificate_key $folder/key.pem;
        location / { $body }
    }
}
"@ | Set-Content (Join-Path $folder nginx.conf)
    $Server.Process = Start-ListeningProcess nginx -Argument '-p', $folder, '-e', (Join-Path $folder error.log), '-c', (Join-Path $folder nginx.conf) -Folder $folder -Address $Server.Address -Port $Server.Http, $Server.Https
}

# Starts the server again with another certificate.
function Reset-WebServer($Server, [string] $CertificateName, [int] $Days = 90) {
    Stop-WebServer $Server -Keep
    $Server.Certificate = New-ServerCertificate $Server.Folder ($CertificateName ? $CertificateName : $Server.HostName) $Days -Authority $Server.Authority
    Open-WebServer $Server
}

function Stop-WebServer($Server, [switch] $Keep) {
    if (-not $Server) { return }
    Stop-ListeningProcess $Server.Process
    if (-not $Keep) { Remove-Item $Server.Folder -Recurse -Force }
}
