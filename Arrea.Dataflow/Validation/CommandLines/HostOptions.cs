namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Options of the commands that reach other machines, or look after this one, as <see cref="OptionTable"/> reads them.</summary>
internal static class HostOptions
{
    public const string Lines = """
        ssh,autossh +r1s B:b:c:D:E:e:F:*I:*i:J:L:l:M:m:O:o:p:Q:R:S:W:w: 
        mosh +1r p:P: ssh=? server=! client=! port= predict= family=
        scp . c:D:!F:*i:J:l:o:P:S:?X:
        sftp . B:b:c:D:!F:*i:J:l:o:P:R:S:?s:X:
        sshfs . o:p:F:*
        ssh-keygen . b:C:D:*E:F:f:I:i:K:M:N:n:O:P:R:r:S:s:t:V:w:*Y:Z:z:a:m:
        ssh-copy-id . i:p:o:F:*
        nc,ncat,netcat . b:c:!e:!g:G:i:I:m:M:o:O:p:P:q:s:T:V:w:W:X:x: sh-exec=! exec=! lua-exec=* source= source-port= wait= proxy= proxy-auth= output= allow= deny= listen keep-open ssl udp
        socat . b:L:T:t:
        telnet . a:b:e:E:l:n:S:X:
        curl . A:b:c:C:d:D:e:E:F:h::H:K:m:o:P:Q:r:t:T:u:U:w:x:X:y:Y:z: request= data= data-raw= data-binary= data-ascii= data-urlencode= json= form= form-string= header= output= output-dir= upload-file= user= user-agent= proxy= proxy-user= cookie= cookie-jar= config= url= url-query= max-time= connect-timeout= retry= retry-delay= retry-max-time= referer= range= cert= cacert= capath= key= resolve= connect-to= interface= dump-header= write-out= limit-rate= netrc-file= engine=* trace= trace-ascii= stderr= aws-sigv4= oauth2-bearer= unix-socket= socks5= socks5-hostname= max-redirs= speed-limit= speed-time= proto= proto-default= tls-max= ciphers= dns-servers= doh-url= noproxy= preproxy= quote= mail-from= mail-rcpt= fail silent show-error location remote-name compressed insecure head get include verbose globoff
        wget . a:A:B:D:e:i:I:l:o:O:P:Q:R:t:T:U:w:X: execute= use-askpass=! output-document= directory-prefix= output-file= append-output= input-file= base= tries= timeout= wait= user= password= user-agent= header= post-data= post-file= body-data= body-file= method= referer= level= accept= reject= domains= quota= limit-rate= ca-certificate= certificate= private-key= load-cookies= save-cookies= config=* max-redirect= http-user= http-password= quiet no-verbose no-check-certificate continue recursive mirror spider content-disposition
        aria2c . d:i:j:l:o:s:x:k: on-download-complete=! on-download-error=! on-download-start=! on-download-stop=! on-download-pause=! on-bt-download-complete=! conf-path=* dir= out= input-file= header= user-agent= split= max-connection-per-server=
        fetch . o:
        http,https,xh . o:a:s:p:A: auth= output= session= print= form json body download
        lftp +0 c:!e:!f:p:u: 
        ftp,tftp . .
        rclone ^ . config= transfers= include= exclude= filter= password-command=! dry-run
        restic ^ r:p: repo= password-file= password-command=!
        borg ^ . rsh=? remote-path=!
        man . C:*H::!P:?R:L:m:M:S:s:e:E:p:r: pager=? html==! config-file=* locale= sections= manpath= preprocessor=!
        less,more . b:D:h:j:k:*o:O:p:P:t:T:x:y:z: lesskey-file=* log-file= pattern= prompt= tag= tag-file= tabs= window=
        kill,pkill,killall,skill - . s= signal= u= user= U= g= G= P= t= session= n= o= y= older-than= younger-than= ns= nslist= f full x exact l list L table
        useradd,adduser,usermod . b:c:d:e:f:g:G:k:K:l:p:P:R:r:s:u:Z: base-dir= comment= home-dir= home= expiredate= inactive= gid= groups= skel= key= login= password= root= prefix= shell= uid= append create-home system lock unlock move-home
        userdel,groupdel,deluser,delgroup . R:P: root= prefix= force remove
        groupadd,groupmod,gpasswd,addgroup . a:A:d:g:K:M:n:p:R:P: gid= key= new-name= password= root= add= delete= members= administrators=
        passwd . i:n:w:x:R:S: delete expire lock unlock root= stdin
        chpasswd . c:R:s: crypt-method= encrypted md5 root=
        visudo . f:x: check file= quiet strict
        setcap,getcap . n:
        iptables,ip6tables,nft . A:D:I:R:L::S::F::Z::N:X::P:E:p:s:d:j:g:i:o:t:m:c:f:
        ufw ^ .
        sysctl . p::r:e load== pattern= write all system
        insmod,modprobe,rmmod,depmod . C:*S:d:
        ps - . o= u= p= C= g= G= t= U= s= O= sort= format= user= pid= ppid=
        swapoff,swapon . L:U:p:o:v
        hostnamectl,timedatectl,localectl,loginctl ^ H:M: host= machine=
        shutdown,reboot,poweroff,halt,telinit,init . t: poweroff reboot halt no-wall
        rtcwake . m:s:t:d: mode= seconds= time= device= date=
        history . d:
        ulimit . c:d:f:
        mysql,mariadb,mysqldump . D:e:h:P:S:u:p:: execute= database= host= port= socket= user= password== init-command= defaults-file=* plugin-dir=* pager=? tee=
        psql . c:d:f:F:h:L:o:p:P:R:T:U:v: command= dbname= file= field-separator= host= log-file= output= port= pset= record-separator= table-attr= username= set= variable=
        sqlite3 - . cmd= init= separator= nullvalue= newline= vfs= A= batch bail box csv column header json line list quote
        mongo,mongosh . p:u: eval= host= port= username= password= authenticationDatabase= file=
        redis-cli,valkey-cli,keydb-cli . h:p:a:n:r:i:u:d:s:x eval=* user= pass= pattern= count= scan raw no-auth-warning
        createdb,dropdb,dropuser,createuser,pg_dump,pg_restore,pg_dumpall . h:p:U:d:f:n:t:F:j:T:N:
        pg_ctl . D:l:o:p:t:m: 
        """;
}
